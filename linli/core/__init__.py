"""Core: what every area stands on and what knows no area.

The append-only log (its seal, its check), the working calendar, field encryption, attachments,
intents, revisions of dated data, money in fen. Vendor SQL, where there is any, stays in here.
"""
