"""The API itself: its operations, its errors, its schema."""

from __future__ import annotations

from typing import Any, cast

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.types import DictStrAny

from linli.faces.api import catalogue, exchange, joining, matters, orders, photos, problems, returns, signed


class FastParser(Parser):
    """Refuses what is no JSON (NaN, lone surrogates) that the standard parser lets pass."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        return cast(DictStrAny, orjson.loads(request.body))


class FastRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)


class Program(NinjaAPI):
    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The schema as it really answers: refusals are ``application/problem+json``."""
        schema = super().get_openapi_schema(**kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {problems.MEDIA_TYPE: answer["content"]["application/json"]}
        schema["components"]["securitySchemes"] = {
            "Bearer": {"type": "http", "scheme": "bearer"},
            "Signature": {"type": "apiKey", "in": "header", "name": signed.SIGNATURE},
        }
        return schema


api = Program(
    title="Linli",
    version="1",
    description="Say something, follow it, move it. Times are ISO 8601 with offset, places codes of 6 to 15 digits.",
    parser=FastParser(),
    renderer=FastRenderer(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
problems.wear(api)
for part in (matters, joining, orders, photos, catalogue, exchange, returns):
    api.add_router("", part.router)
