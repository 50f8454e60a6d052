"""The monthly circular as everybody reads it: one sheet, from which the page, the Word document and the data are made.

Public sheets hide cells of few cases, and the numbers of single matters.
"""

from linli.faces.kit.circular.answers import download
from linli.faces.kit.circular.sheet import Cell, Row, Sheet, Table, sheet, table_of

__all__ = ["Cell", "Row", "Sheet", "Table", "download", "sheet", "table_of"]
