"""Pure rules and value objects of the journal. Standard library only."""
