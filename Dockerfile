# ssm in a container, without a JDK: docker build -t ssm . && docker run --rm -v "$PWD:/data" ssm train --data rows.csv
# Continuous integration does not build this.
FROM eclipse-temurin:25-jdk AS build
COPY . /ssm
WORKDIR /ssm
RUN ./mvnw -B -ntp -Pinstallers -Dmaven.test.skip=true -Dssm.platform=container -pl ssm-dist -am package \
    && mkdir /image && tar xzf ssm-dist/target/ssm-*-container.tar.gz -C /image --strip-components 1 \
    # the first call archives classes beside the jars, for later ones to start faster
    && /image/bin/ssm --version

FROM debian:stable-slim
COPY --from=build /image /opt/ssm
RUN ln -s /opt/ssm/bin/ssm /usr/local/bin/ssm
WORKDIR /data
ENTRYPOINT ["ssm"]
CMD ["help"]
