"""志愿活动 at the desk: what is planned, made from a template in a few fields, who comes, who was there; teams."""
