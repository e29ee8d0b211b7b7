"""The way in: `streamlit run app.py`."""

import streamlit as st
from starlette.middleware import Middleware

from ivw.show import front_door
from ivw.show.guard import Guard

app = st.App("ivw/show/front_door.py", lifespan=front_door.lifespan, middleware=[Middleware(Guard)])

if __name__ == "__main__":
    front_door.show()
