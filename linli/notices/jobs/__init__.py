"""What the clock does for notices: reads the log for whom to tell, sends, forgets."""

from linli.notices.jobs.collect import collect
from linli.notices.jobs.forget import forget
from linli.notices.jobs.send import send

__all__ = ["collect", "forget", "send"]
