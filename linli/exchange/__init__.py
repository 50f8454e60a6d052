"""Exchange: work orders come from other systems, above all the 12345 hotline, and what becomes of them goes back.

An order (热线工单) is taken once by its number there and becomes a matter like any other. A hand-off (回传) tells the
partner of one move; it is ready, sent or failed, and read from the log. Source: GB/T 33358-2016 (what an order of a
government hotline carries), 国办发〔2020〕53号 (受理-派单-办理-答复-督办-办结-回访-评价).
"""
