# Build: docker build -t darktrace-connector .
# Run:   see README, "In a container".
FROM docker.io/library/maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -ntp dependency:go-offline -DskipTests
COPY src src
# The XSOAR pack is not part of the image.
RUN mvn -B -ntp package -DskipTests -Dassembly.skipAssembly \
    && java -Djarmode=tools -jar target/darktrace-connector-*.jar extract --destination /app --application-filename connector.jar

FROM docker.io/library/eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home connector
WORKDIR /app
# Libraries change less often than the connector: two layers.
COPY --from=build /app/lib lib
COPY --from=build /app/connector.jar connector.jar
# The store of fetched incidents, unless spring.datasource.url names a PostgreSQL.
RUN mkdir data && chown 10001 data
VOLUME /app/data
USER 10001
EXPOSE 8080
# Without memory it must end and be started anew, not linger.
ENV JAVA_TOOL_OPTIONS="-Xmx256m -XX:MaxDirectMemorySize=128m -XX:+ExitOnOutOfMemoryError"
# Nobody needs a key for it. bash speaks TCP itself; the base image may have no curl.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-jar", "connector.jar"]
