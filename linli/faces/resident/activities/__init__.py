"""志愿活动 on the phone: what is near, one activity, what is mine, certificates of hours, teams."""
