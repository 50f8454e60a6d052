"""What a neighbourhood needs, what stands ready for it, and the services that can be ordered.

Words: need 需求, resource 资源, project 项目, claim 认领, booking 预约, duty list 共建责任清单, service 服务项目,
menu 服务菜单, order 服务订单. Source: domain notes, mechanisms C9, D1 to D6 and J7.
"""
