"""Frameworks: the questionnaires as data. Their shape (`model`), their words (`texts`), how they are read and found."""
