"""The expectation that all checks are: one metric, one result, whatever the frame."""

from __future__ import annotations

from typing import Any, ClassVar

from great_expectations.compatibility import pydantic
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.row_conditions import RowConditionType
from great_expectations.render import LegacyRendererType, RenderedStringTemplateContent
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration

from expectations.forms.judgement import Judgement, Scope
from expectations.forms.metric import METRIC, JudgementMetric
from expectations.forms.results import summarise

__all__ = ["FrameExpectation", "JudgementMetric", "gx_severity"]

_SEVERITIES = {
    "error": FailureSeverity.CRITICAL,
    "warning": FailureSeverity.WARNING,
    "info": FailureSeverity.INFO,
}


def gx_severity(severity: str) -> FailureSeverity:
    """Return Great Expectations' word for a severity.

    Args: severity: error, warning or info. Returns: critical, warning or info. Raises: KeyError: another word.
    """
    return _SEVERITIES[severity]


class FrameExpectation(BatchExpectation):
    """Judge every row of a batch: a frame of relations as it is, or a user's table through the columns named.

    Args:
        leaves: ways of breaking that another expectation of the suite reports; ExpectRatesNotToBeTruncated reports
            `truncated`, so a suite that has it lets ExpectRatesToRecompute leave those rows.
        allow_empty: True: a batch without any row to judge succeeds. By default it does not: nothing was checked.
        allow_undetermined: False: a row that cannot be judged (no figure, no base) fails the expectation too.
        row_condition: which rows of the batch, as in Great Expectations' own expectations.
    """

    code: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    also_for: ClassVar[tuple[str, ...]] = ()
    speaks: ClassVar[tuple[str, ...]] = ()
    title: ClassVar[str] = ""

    leaves: list[str] = []  # noqa: RUF012  (a pydantic field: copied for every instance)
    allow_empty: bool = False
    allow_undetermined: bool = True
    row_condition: RowConditionType | None = None

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id", "row_condition", "condition_parser")
    success_keys: ClassVar[tuple[str, ...]] = ("leaves", "allow_empty", "allow_undetermined")

    def __init__(self, **settings: Any) -> None:
        """Refuse a half-named set of columns at once, not at validation."""
        super().__init__(**settings)
        self.views()

    @classmethod
    def is_abstract(cls) -> bool:
        """A class without a code is a form, no check: Great Expectations must not register it."""
        return not cls.code

    @pydantic.validator("leaves")
    def _known_ways(cls, leaves: list[str]) -> list[str]:
        from expectations.arithmetic.verdicts import HOWS

        unknown = [how for how in leaves if how not in HOWS]
        if unknown:
            raise ValueError(f"leaves: no way of breaking is called {', '.join(unknown)}")
        return leaves

    @property
    def configuration(self) -> ExpectationConfiguration:
        """Return the configuration with our severity: Great Expectations drops defaults, then takes critical."""
        configuration = super().configuration
        configuration.severity = self.severity
        return configuration

    def frame_name(self) -> str:
        """Return the name of the frame whose arithmetic judges."""
        return self.kind

    def views(self) -> list[dict[str, Any]]:
        """Return how the user's columns make the frame; nothing where the batch is the frame."""
        return []

    def scope(self) -> Scope:
        """Return which rows are this expectation's and which it reports."""
        codes = (self.code, *self.also_for)
        return Scope(codes=codes, speaks=self.speaks, leaves=tuple(sorted(self.leaves)))

    def get_validation_dependencies(self, execution_engine: Any = None, runtime_configuration: Any = None) -> Any:
        """Ask for the one metric; its key holds the columns, so that equal questions are answered once."""
        dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        domain = {key: getattr(self, key) for key in ("batch_id", "row_condition") if getattr(self, key) is not None}
        if self.configuration.kwargs.get("batch_id"):
            domain["batch_id"] = self.configuration.kwargs["batch_id"]
        metric = MetricConfiguration(
            metric_name=METRIC,
            metric_domain_kwargs=domain,
            metric_value_kwargs={"kind": self.frame_name(), "views": self.views()},
        )
        dependencies.set_metric_configuration(METRIC, metric)
        return dependencies

    def _validate(
        self,
        metrics: dict,
        runtime_configuration: dict | None = None,
        execution_engine: Any = None,  # noqa: ARG002  (Great Expectations passes it by name)
    ) -> dict[str, Any]:
        judgement: Judgement = metrics[METRIC]
        result_format = (runtime_configuration or {}).get("result_format")
        return summarise(self, judgement, result_format)

    @classmethod
    def _prescriptive_template(cls, renderer_configuration: Any) -> Any:
        """Say the title, where content is rendered piece by piece."""
        renderer_configuration.template_str = f"{cls.code} {cls.title}"
        return renderer_configuration

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(
        cls,
        configuration: ExpectationConfiguration | None = None,
        result: Any = None,
        runtime_configuration: dict | None = None,  # noqa: ARG003  (Great Expectations passes it by name)
    ) -> list[RenderedStringTemplateContent]:
        """Say the title in Data Docs, with the relation between the user's columns."""
        configuration = configuration or (result.expectation_config if result else None)
        stated = configuration.to_domain_obj() if configuration else None
        labels = [view["label"] for view in stated.views()] if isinstance(stated, FrameExpectation) else []
        text = f"{cls.code} {cls.title}" + (f": {'; '.join(labels)}" if labels else "")
        template = {"template": "$text", "params": {"text": text}}
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=template)]
