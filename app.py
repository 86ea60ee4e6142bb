"""The workbook as an ASGI application. `streamlit run app.py` and `uvicorn app:app` both find `app`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from workbook.server import doors, files, headers, runs, shell, start

start.check_content()
start.open_many()
start.log_no_secret()
runs.mend()

app = st.App(
    Path(__file__).parent / "workbook" / "ui" / "frame.py",
    lifespan=start.warm,
    routes=[
        Route("/healthz", start.healthz),
        Route("/readyz", start.readyz),
        Route("/favicon.ico", shell.icon),
        *doors.ROUTES,
        Mount("/assets", StaticFiles(directory=shell.ASSETS)),
    ],
    middleware=[Middleware(headers.SecurityHeaders), Middleware(files.CompressedFiles), Middleware(shell.Shell)],
    exception_handlers={Exception: start.on_request_error},
    on_script_error=start.on_script_error,
)
