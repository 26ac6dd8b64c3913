package auth

import (
	"net/http"
	"strings"
)

// Browsers says how browsers are told apart from programs, and our own pages from those of others: which cookie holds the secret of a sign-in, and
// which requests may change something.
type Browsers struct {
	secure  bool
	foreign *http.CrossOriginProtection
}

// NewBrowsers is for a service that people reach under an address, "" where it is not known.
func NewBrowsers(publicURL string) *Browsers {
	b := &Browsers{secure: strings.HasPrefix(publicURL, "https://"), foreign: http.NewCrossOriginProtection()}
	if publicURL != "" {
		_ = b.foreign.AddTrustedOrigin(publicURL) // a setting that was checked; where it has a path, the Host header decides
	}
	return b
}

// Secure says whether people reach the service by https, so that cookies go over it alone.
func (b *Browsers) Secure() bool { return b.secure }

// Cookie is the name of the cookie that holds the secret of a sign-in. Over https the name itself binds it to this host.
func (b *Browsers) Cookie() string {
	if b.secure {
		return "__Host-fwp_session"
	}
	return "fwp_session"
}

// Secret is the secret of the sign-in with which a request came; "" where it came with none.
func (b *Browsers) Secret(r *http.Request) string {
	cookie, err := r.Cookie(b.Cookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// MayChange says whether a request that comes with a cookie may change something: only one that the browser says was sent by our own pages, or by the
// person alone. A browser too old to say so is refused.
func (b *Browsers) MayChange(r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	told := r.Header.Get("Sec-Fetch-Site") != "" || r.Header.Get("Origin") != ""
	return told && b.foreign.Check(r) == nil
}
