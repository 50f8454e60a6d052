"""Messages of other systems come in as history: hotline exports, request lists of other cities, a street's own table.

``mapping`` says which column means what, ``reading`` reads any CSV, XLSX or JSON that offices send, ``lines``
understands one line, ``messages`` writes them. A line that cannot be understood is reported and left out; the same
file twice adds nothing.
"""
