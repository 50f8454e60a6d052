"""我的报到 and what somebody promised: what only their owner sees."""
