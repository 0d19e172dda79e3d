# 两条命令：make serve（准备、检查、生成、建索引、预览），make test（准备、全部测试）。
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PORT ?= 8000

.PHONY: serve site kiosk test check lint setup clean
.DEFAULT_GOAL := serve

setup: .venv/.ready

.venv/.ready: uv.lock pyproject.toml | $(UV)
	UV_PYTHON_DOWNLOADS=never $(UV) sync --frozen --quiet --python "$$(command -v python3)"
	@touch $@

.tools/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本，现在是 $$(python3 --version)。"; exit 2; }
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

serve: setup
	.venv/bin/xuetang serve --port $(PORT)

site: setup
	.venv/bin/xuetang build

kiosk: setup
	.venv/bin/xuetang build --edition kiosk

check: setup
	.venv/bin/xuetang check

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

test: lint
	.venv/bin/pytest

clean:
	rm -rf dist build test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
