"""The empty page that first looks are compared with: what Streamlit itself takes."""

import streamlit as st

st.write("Hello")
