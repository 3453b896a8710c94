"""The account, its second factor, and where somebody is signed in. Signing in and passwords are pages of allauth."""
