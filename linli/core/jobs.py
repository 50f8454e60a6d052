"""What the clock does here: seal the log every few seconds, sweep files without a row once a day."""

from linli.core.attachments import sweep
from linli.core.seal import seal

__all__ = ["seal", "sweep"]
