"""The only Streamlit below `pages/`: the frame that every page stands in, and the pieces that pages share."""
