"""The first floor: the craft, one file a stage. No Streamlit, no pandas, no file formats, no clock."""
