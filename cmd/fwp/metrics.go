package main

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"fwptracker/api"
)

// guardMetrics lets in the bearer of the metrics token or, where none is set, this machine itself.
func (sv *service) guardMetrics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		allowed := false
		if token := sv.cfg.MetricsToken; token != "" {
			allowed = subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) == 1
		} else {
			allowed = sv.cfg.PublicURL == "" && fromHere(r)
		}
		if !allowed {
			api.WriteProblem(w, r, "not-found")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fromHere says that a program on this machine asks for itself. A proxy on it would ask for anybody: it says so in a header, were it an empty one,
// or hands on the name by which it was asked.
func fromHere(r *http.Request) bool {
	for name := range r.Header {
		if name == "Via" || name == "Forwarded" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return false
		}
	}
	return isLoopback(r.RemoteAddr) && isLoopback(r.Host)
}

// isLoopback says whether an address, with or without a port, is one of this machine alone.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.Unmap().IsLoopback()
}
