# Whoever can be talked to.
use strict;
use warnings;
our %FACTS;
use Socket;

sub connected {
  my ($address) = @_;
  socket(my $socket, sockaddr_family($address), SOCK_STREAM, 0) or return undef;
  connect($socket, $address) ? 'connected' : undef;
}
sub tcp { return connected(pack_sockaddr_in($_[1], inet_aton($_[0]))); }
sub tcp6 { return connected(pack_sockaddr_in6($_[1], Socket::inet_pton(AF_INET6, $_[0]))); }

my @ENGINES = map { ("/var/run$_", "/run$_") } qw(/docker.sock /podman/podman.sock /containerd/containerd.sock
  /crio/crio.sock /user/0/podman/podman.sock /user/1000/podman/podman.sock /user/1000/docker.sock);

try_to 'engine-socket' => sub { first_of(sub { connected(pack_sockaddr_un($_[0])) }, @ENGINES) };
try_to 'engine-socket-abstract' => sub {
  first_of(sub { connected(pack_sockaddr_un("\0$_[0]")) }, 'docker', '/var/run/docker.sock', '/run/containerd/s/shim');
};
try_to 'engine-tcp' => sub { first_of(sub { tcp('127.0.0.1', $_[0]) }, 2375, 2376, 4243) };
try_to 'sockets-in-the-file-system' => sub {
  my @found = grep { length } split /\n/, `find / -xdev -type s 2>/dev/null; find /app /project /run /var/run -type s 2>/dev/null`;
  @found ? "@found" : 'none';
};
try_to 'abstract-socket-of-the-host' => sub { connected(pack_sockaddr_un("\0$FACTS{abstract}")) };
try_to 'unix-sockets-of-others' => sub {
  my $text = content('/proc/net/unix') // return undef;
  my @lines = split /\n/, $text;
  @lines > 1 ? $text : 'none';
};
try_to 'path-socket-of-the-host' => sub { connected(pack_sockaddr_un("$FACTS{boinc}/socket")) };
try_to 'client-rpc-port' => sub { tcp('127.0.0.1', 31416) };
try_to 'hosts-loopback' => sub { tcp('127.0.0.1', $FACTS{port}) };
try_to 'hosts-loopback-6' => sub { tcp6('::1', $FACTS{port}) };
try_to 'bridge-gateway' => sub { first_of(sub { tcp($_[0], $FACTS{port}) }, '172.17.0.1', '10.88.0.1', '10.0.2.2') };
try_to 'hosts-own-addresses' => sub { first_of(sub { tcp($_[0], $FACTS{port}) }, split / /, $FACTS{addresses}) };
try_to 'local-network' => sub { first_of(sub { tcp($_[0], 80) }, '192.168.0.1', '192.168.1.1', '10.0.0.1') };
try_to 'metadata-service' => sub { tcp('169.254.169.254', 80) };
try_to 'internet' => sub { tcp('192.0.2.1', 80) };
try_to 'names' => sub { gethostbyname('example.org') ? 'found' : do { $! = Errno::EHOSTUNREACH(); undef } };
try_to 'broadcast' => sub {
  socket(my $socket, AF_INET, SOCK_DGRAM, 0) or return undef;
  setsockopt($socket, SOL_SOCKET, SO_BROADCAST, 1) or return undef;
  send($socket, 'hello', 0, pack_sockaddr_in(9, inet_aton('255.255.255.255'))) // return undef;
};
try_to 'network-devices' => sub { names('/sys/class/net') };
try_to 'hypervisor-vsock' => sub {
  socket(my $socket, 40, SOCK_STREAM, 0) or return undef;
  connect($socket, pack('S x2 I I x4', 40, 1024, 2)) ? 'connected' : undef;
};
try_to 'netfilter' => sub {
  socket(my $socket, 16, SOCK_RAW, 12) or return undef;
  send($socket, pack('I S S I I C C S', 20, 0xa00 | 1, 0x301, 1, 0, 0, 0, 0), 0) // return undef;
  recv($socket, my $answer, 4096, 0) // return undef;
  my ($size, $type, $flags, $number, $from, $error) = unpack 'I S S I I i', $answer;
  return "answer of type $type" if $type != 2 || !$error;
  $! = -$error;
  undef;
};
1;
