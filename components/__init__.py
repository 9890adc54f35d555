"""What the page is made of. The only place that imports Streamlit."""
