package main

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// clientIP finds the address of a caller: that of the connection, or, where that is a trusted proxy, the last address in X-Forwarded-For that
// is not one. IPv6 callers count by their /64.
func clientIP(trusted []netip.Prefix) func(*http.Request) string {
	isTrusted := func(a netip.Addr) bool {
		for _, p := range trusted {
			if p.Contains(a) {
				return true
			}
		}
		return false
	}
	return func(r *http.Request) string {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return host
		}
		addr = plainAddr(addr)
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0 && isTrusted(addr); i-- {
			hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			addr = plainAddr(hop)
		}
		if addr.Is6() {
			if prefix, err := addr.Prefix(64); err == nil {
				return prefix.String()
			}
		}
		return addr.String()
	}
}

// plainAddr is an address without the zone of a link, and IPv4 where it is that inside IPv6.
func plainAddr(a netip.Addr) netip.Addr { return a.Unmap().WithZone("") }
