"""A curriculum as a plain workbook of three sheets: head, cycles, rows with their hours."""

from exchange.curriculum_xlsx.read import read_curriculum_xlsx
from exchange.curriculum_xlsx.write import curriculum_workbook, template_workbook

__all__ = ["curriculum_workbook", "read_curriculum_xlsx", "template_workbook"]
