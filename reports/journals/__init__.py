"""Journals as books: spreads drawn with reportlab, and the same data as tables for workbooks."""
