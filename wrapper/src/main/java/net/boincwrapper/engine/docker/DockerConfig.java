package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What docker-java wants to know. Its own configuration reads the contexts and credentials of the
 * command-line client, which takes longer than all the rest of the start (measured) and would let a
 * volunteer's private logins work for a project.
 */
final class DockerConfig implements DockerClientConfig {
  private final URI host;

  DockerConfig(Path socket) {
    this.host = URI.create("unix://" + socket.toUri().getRawPath());
  }

  @Override
  public URI getDockerHost() {
    return host;
  }

  /**
   * None: Docker 29 refuses versions before 1.44, and 20.10 those after 1.41; without one, each
   * speaks its own.
   */
  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.UNKNOWN_VERSION;
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }

  @Override
  @SuppressWarnings("deprecation") // The interface still asks for it.
  public com.github.dockerjava.core.@Nullable SSLConfig getSSLConfig() {
    return null;
  }

  /** The one that all of docker-java shares: each copy would learn its classes anew. */
  @Override
  public ObjectMapper getObjectMapper() {
    return DockerClientConfig.getDefaultObjectMapper();
  }
}
