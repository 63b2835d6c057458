"""The norms that the college sets, from a day on (kept by the module admin)."""

from flask_babel import lazy_gettext as _l

from access.matrix import Resource
from models import RegulationSetting
from views.register.register import Fields, Register

SETTINGS = Register(
    RegulationSetting,
    Resource.regulation_setting,
    _l("Set a number of the regulation"),
    list=("key", "value", "starts_on", "ground"),
    form=(
        Fields(_l("What is set"), ("key", "value")),
        Fields(_l("From when and why"), ("starts_on", "ground")),
    ),
    filters=("key",),
    order="starts_on",
    descending=True,
)

REGISTERS = (SETTINGS,)
