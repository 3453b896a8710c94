"""The fonts of all documents, as files; README.md says where they come from and how to make them again."""
