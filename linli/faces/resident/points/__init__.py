"""我的积分 and the household's stars: what only their owner sees."""
