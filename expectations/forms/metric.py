"""The one metric: judge a batch with the arithmetic. Expectations of one batch share it, so a frame is judged once."""

from __future__ import annotations

from typing import Any

from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine import PandasExecutionEngine, SparkDFExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from expectations.forms.judgement import Judgement, PandasJudgement

METRIC = "gouji.judgement"


class JudgementMetric(TableMetricProvider):
    """Judge every row of a batch; the value is a `Judgement`."""

    metric_name = METRIC
    value_keys = ("kind", "views")

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls, execution_engine: Any, metric_domain_kwargs: dict, metric_value_kwargs: dict, **_: Any
    ) -> Judgement:
        table, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        return PandasJudgement(metric_value_kwargs["kind"], metric_value_kwargs["views"], table)

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(
        cls, execution_engine: Any, metric_domain_kwargs: dict, metric_value_kwargs: dict, **_: Any
    ) -> Judgement:
        from expectations.forms.spark import SparkJudgement

        table, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        return SparkJudgement(metric_value_kwargs["kind"], metric_value_kwargs["views"], table)
