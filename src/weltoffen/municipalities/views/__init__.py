"""The municipality's own pages: home, people and roles, details and coat of arms, journal."""
