"""Registers: from one declaration follow page, form, REST resource, XLSX export and rights."""
