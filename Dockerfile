# Build: docker build -t darktrace-connector .
# Run:   see README, "In a container".
FROM docker.io/library/maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -ntp dependency:go-offline
COPY . .
RUN mvn -B -ntp package -Dmaven.test.skip -Dspotless.check.skip -Dcyclonedx.skip=false \
    && mkdir -p /app/sbom /own \
    && tar -xzf target/darktrace-connector-*.tar.gz -C /app --strip-components=1 \
    && mv /app/lib/darktrace-connector*.jar /own/

FROM docker.io/library/eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home connector
WORKDIR /app
# Libraries change less often than the connector: two layers.
COPY --from=build /app/lib lib
COPY --from=build /app/bin bin
COPY --from=build /app/libexec libexec
COPY --from=build /app/conf conf
COPY --from=build /app/LICENSE LICENSE
COPY --from=build /app/sbom sbom
COPY --from=build /own/ lib/
# What makes it start quickly is of this Java, so it is made here. The store of fetched incidents lies in data, unless
# spring.datasource.url names a PostgreSQL.
RUN bin/darktrace-connector prepare && mkdir data && chown 10001 data
ENV PATH=/app/bin:$PATH
VOLUME /app/data
USER 10001
EXPOSE 8080
# Nobody needs a key for it. bash speaks TCP itself; the base image may have no curl.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# The server; "darktrace get-breach pbid=95" in its place is the terminal.
CMD ["darktrace-connector"]
