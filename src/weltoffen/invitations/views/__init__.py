"""Pages of the room `invitations`: for those who prepare a workshop, for guests, and for everybody."""
