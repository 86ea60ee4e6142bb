"""Tools around the workbook: a browser, a running server, screenshots and the benchmark."""
