"""The grammar of a journal's cell (design, section 6)."""

MARK_CODES = ("5", "4", "3", "2", "зч", "нз", "н/а", "осв")
