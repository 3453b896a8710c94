"""Answer sheets: who answered what. Their shape (`model`), how rows become one (`building`), how JSON is read."""
