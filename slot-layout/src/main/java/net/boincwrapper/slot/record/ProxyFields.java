package net.boincwrapper.slot.record;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import net.boincwrapper.slot.record.InitData.ProxyInfo;

/**
 * The element {@code proxy_info} ({@code lib/proxy_info.cpp:PROXY_INFO::write}).
 *
 * <p>The client also writes servers that the volunteer has entered and then switched off: as in
 * {@code client/http_curl.cpp:HTTP_OP::setup_proxy_session} only the flags {@code use_http_proxy}
 * and {@code use_socks_proxy} count.
 */
public final class ProxyFields {
  /** {@code PROXY_INFO::clear}. */
  private static final int DEFAULT_PORT = 80;

  private static final Pattern HOST = Pattern.compile("[^\\s/@\\p{Cc}]{1,255}");

  private final ClientFields fields;

  public ProxyFields(ClientFields fields) {
    this.fields = fields;
  }

  /** The proxies that the client uses; empty if it uses none. */
  public Optional<ProxyInfo> read() {
    Optional<String> http =
        used("use_http_proxy")
            ? url("http", "http_server", "http_user", used("use_http_auth"))
            : Optional.empty();
    String socksScheme = used("socks5_remote_dns") ? "socks5h" : "socks5";
    Optional<String> socks =
        used("use_socks_proxy")
            ? url(socksScheme, "socks_server", "socks5_user", true)
            : Optional.empty();
    if (http.isEmpty() && socks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ProxyInfo(http, socks, text("no_proxy").orElse("")));
  }

  private Optional<String> url(String scheme, String server, String user, boolean authenticated) {
    Optional<String> host = text(server + "_name");
    long port = fields.whole(element(server + "_port"), DEFAULT_PORT, 1, 65535);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    if (!HOST.matcher(host.get()).matches()) {
      fields.wrong(element(server + "_name"), host.get(), "must be the name of a host");
      return Optional.empty();
    }
    String credentials = authenticated ? credentials(user) : "";
    return Optional.of(scheme + "://" + credentials + bracketed(host.get()) + ":" + port);
  }

  /** Also empty without a password: {@code SlotScrub} may have blanked it. */
  private String credentials(String user) {
    Optional<String> name = text(user + "_name");
    Optional<String> password = text(user + "_passwd");
    return name.isPresent() && password.isPresent()
        ? encode(name.get()) + ":" + encode(password.get()) + "@"
        : "";
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private boolean used(String name) {
    return fields.flag(element(name));
  }

  private Optional<String> text(String name) {
    return fields.text(element(name));
  }

  private static String element(String name) {
    return "proxy_info/" + name;
  }
}
