"""Who may do what to which rows: roles, the matrix, the principal, the scopes, the session."""
