"""What a new house may keep of homes; a county changes it as dated rows, not here.

``keeping_rules.csv``: each kind of line with its purpose, the law that allows it (none: somebody has to agree) and the
months it is kept. Kinds of needs from seeds F and N3 (独居、残疾、重病、留守儿童); all terms are examples of ours,
which a county checks with its lawyers (个人信息保护法 article 55: the impact is assessed beforehand).
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
