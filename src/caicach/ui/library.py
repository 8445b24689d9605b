"""The one library of tags, and components with a body and named slots.

``{% panel "Quá hạn" %} body {% slot "foot" %} foot {% endslot %} {% endpanel %}``: a component is a function of
keyword values that returns the variables of ``ui/<name>.html``; the template also gets ``content`` (the body) and
``slots`` (name to markup). It sees nothing else of the page: what it needs is handed to it.
"""

from collections.abc import Callable, Mapping
from inspect import getfullargspec, unwrap
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.library import parse_bits
from django.utils.safestring import SafeString, mark_safe

__all__ = ["Values", "block_component", "component", "register"]

register = template.Library()

Values = dict[str, Any]
Build = Callable[..., Values]


class SlotNode(Node):
    """A named part of a component's body; the component takes it out of the body."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Refuse: a slot that is rendered by itself stands in the wrong place."""
        raise template.TemplateSyntaxError(f"slot {self.name!r} must stand directly inside a component")


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """``{% slot "foot" %}…{% endslot %}`` directly inside a component: a named part of it."""
    bits = token.split_contents()
    if len(bits) != 2 or bits[1][0] not in "\"'":
        raise template.TemplateSyntaxError("slot takes one name in quotes")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1][1:-1], nodelist)


class ComponentNode(Node):
    """A component with its body."""

    child_nodelists = ("nodelist",)

    def __init__(
        self, build: Build, args: list[FilterExpression], kwargs: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.build = build
        self.args = args
        self.kwargs = kwargs
        self.slots = {node.name: node.nodelist for node in nodelist if isinstance(node, SlotNode)}
        self.nodelist = NodeList(node for node in nodelist if not isinstance(node, SlotNode))

    def render(self, context: Context) -> SafeString:
        """Render body and slots in the page, then the component by itself."""
        values = self.build(
            *(expression.resolve(context) for expression in self.args),
            **{name: expression.resolve(context) for name, expression in self.kwargs.items()},
        )
        slots = {name: _trimmed(nodelist.render(context)) for name, nodelist in self.slots.items()}
        values = {**values, "content": _trimmed(self.nodelist.render(context)), "slots": slots}
        return _render_alone(f"ui/{self.build.__name__}.html", values, context)


def _trimmed(markup: str) -> SafeString:
    return mark_safe(markup.strip())  # noqa: S308 -- rendered by the engine, already escaped


def _render_alone(name: str, values: Mapping[str, Any], context: Context) -> SafeString:
    """Render a component's template with its own values and the token against forgery, nothing else."""
    own = context.new(dict(values))
    own["csrf_token"] = context.get("csrf_token")
    engine = context.template.engine  # type: ignore[union-attr]
    return _trimmed(engine.get_template(name).render(own))


def block_component(build: Build) -> Build:
    """Register ``build`` as the tag ``{% name … %}…{% endname %}`` of the template ``ui/<name>.html``."""
    name = build.__name__

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        args, kwargs = _parse(build, parser, token)
        nodelist = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return ComponentNode(build, args, kwargs, nodelist)

    compile_tag.__doc__ = build.__doc__
    register.tag(name, compile_tag)
    return build


def component(build: Build) -> Build:
    """Register ``build`` as the tag ``{% name … %}`` of the template ``ui/<name>.html``, without a body."""

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        return ComponentNode(build, *_parse(build, parser, token), NodeList())

    compile_tag.__doc__ = build.__doc__
    register.tag(build.__name__, compile_tag)
    return build


def _parse(build: Build, parser: Parser, token: Token) -> tuple[list[FilterExpression], dict[str, FilterExpression]]:
    spec = getfullargspec(unwrap(build))
    return parse_bits(  # type: ignore[call-arg]  # the stubs lack the arguments by keyword
        parser,
        token.split_contents()[1:],
        spec.args,
        spec.varargs,
        spec.varkw,
        spec.defaults,
        spec.kwonlyargs,
        spec.kwonlydefaults,
        False,  # type: ignore[arg-type]  # noqa: FBT003 -- Django's own order of arguments
        build.__name__,
    )
