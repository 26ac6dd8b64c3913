package web

import (
	"compress/gzip"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"fwptracker/internal/auth"
	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// call is one request of a person: who asks, in which browser, and in which language they read. Visit is nil for who has not signed in.
type call struct {
	echo.Context
	site  *site
	actor workplan.Actor
	visit *auth.Visit
	lang  *language.Language
}

// callKey is where a request keeps its call, once that is known.
const callKey = "web.call"

// pagePolicy is the content security policy of every page: nothing inline, nothing from elsewhere.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// packed compresses pages. What a page holds beside its content is chosen by its reader alone, so that its length tells others nothing.
var packed = middleware.GzipWithConfig(middleware.GzipConfig{Level: gzip.BestSpeed, MinLength: 1024,
	Skipper: func(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/static/") }})

// observed reports every request once it is answered, errors too.
func (s *site) observed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		o := Observation{Method: c.Request().Method, Status: http.StatusInternalServerError}
		start := time.Now()
		defer func() { // also where the handler gives up with a panic
			if made, known := c.Get(callKey).(*call); known {
				o.Actor = made.actor.Label()
			}
			if o.Route, o.Took = c.Path(), time.Since(start); s.Observe != nil {
				s.Observe(c.Request().Context(), o)
			}
		}()
		if err := next(c); err != nil {
			c.Error(err)
		}
		o.Status = c.Response().Status
		return nil
	}
}

// serve finds who asks, holds them to their rate, refuses what another site had their browser send, and runs the handler.
func (s *site) serve(r route) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Cross-Origin-Embedder-Policy", "require-corp")
		made := &call{Context: c, site: s, actor: s.Auth.Anonymous(), lang: chosenLanguage(c.Request())}
		c.Set(callKey, made)
		made.actor.Request = requestID(c)
		if err := made.identify(); err != nil {
			return err
		}
		if err := made.limit(); err != nil {
			return err
		}
		if !s.browsers.MayChange(c.Request()) {
			return workplan.Refused("This was sent from another site, or by a browser that does not tell from where. Open the page here and send it again.")
		}
		if err := made.readable(); err != nil {
			return err
		}
		if err := made.parse(); err != nil {
			return err
		}
		err := errSignIn
		if r.open || !made.actor.Anonymous() || made.actor.PublicReading && r.method == http.MethodGet {
			if err = made.sensible(); err == nil {
				err = r.handle(made)
			}
		}
		if made.actor.Anonymous() && workplan.KindOf(err) == workplan.Forbidden {
			return made.askToSignIn() // it may be theirs once it is known who they are
		}
		if errors.Is(err, errSignIn) || errors.Is(err, tracker.ErrSignIn) || errors.Is(err, tracker.ErrEnded) {
			return made.askToSignIn()
		}
		return err
	}
}

// readable refuses an address with an empty part, which names nothing, and one in which there is what no text can hold.
func (c *call) readable() error {
	for n, value := range c.ParamValues() {
		if value == "" || unclean(value) {
			return workplan.Missing("%s here", c.ParamNames()[n])
		}
	}
	query, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil { // what could not be read would be passed over, and the page would show everything
		return damaged(workplan.Say("The part of the address after the question mark is damaged. Open the page without it, and choose again there."))
	}
	var f workplan.Faults
	for name, values := range query {
		if slices.ContainsFunc(append(values, name), unclean) {
			f.Add("?"+strings.ToValidUTF8(name, ""), "bad_text", "holds characters that no text has")
		}
	}
	return f.Err()
}

// damaged refuses a form as a whole.
func damaged(detail workplan.Sentence) error {
	return &workplan.Error{Kind: workplan.Invalid, Slug: "invalid", Detail: detail}
}

// The bounds of a form, in bytes and in values: what is longer was typed by nobody.
const (
	maxForm   = 1 << 20
	maxValues = 20_000
)

// parse reads the form that was sent, once for all that handle it. What stands in the address is no part of it.
func (c *call) parse() error {
	r := c.Request()
	if r.Method != http.MethodPost {
		return nil
	}
	media, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if r.ContentLength != 0 && (err != nil || media != echo.MIMEApplicationForm) {
		return damaged(workplan.Say("This is not sent as forms are. Open the page and use its own buttons."))
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
	var tooLong *http.MaxBytesError
	if err := r.ParseForm(); errors.As(err, &tooLong) {
		return err
	} else if err != nil {
		return damaged(workplan.Say("What was sent is damaged and was not read. Open the page and send it again."))
	}
	values := 0
	for name, list := range r.PostForm {
		if values += len(list); values > maxValues || !utf8.ValidString(name) {
			return damaged(workplan.Say("What was sent is more than a form here holds."))
		}
	}
	r.Form = r.PostForm
	return nil
}

// errSignIn sends the person to sign in first, and then back.
var errSignIn = errors.New("sign in first")

// identify finds who is signed in in this browser. A cookie that no longer holds is taken away.
func (c *call) identify() error {
	secret := c.site.browsers.Secret(c.Request())
	if secret == "" {
		return nil
	}
	visit, err := c.site.Auth.Browser(c.Request().Context(), secret)
	switch {
	case errors.Is(err, auth.ErrRefused):
		c.site.dropCookie(c)
		return nil
	case err != nil:
		return err
	}
	visit.Actor.Request = c.actor.Request
	c.visit, c.actor = &visit, visit.Actor
	return nil
}

// limit counts the request against its user, or against the address of one who has not signed in.
func (c *call) limit() error {
	limiter, key := c.site.users, c.actor.Username
	if c.actor.Anonymous() {
		limiter, key = c.site.anonymous, c.site.ClientIP(c.Request())
	}
	if limiter == nil {
		return nil
	}
	if left := limiter.Take(key); !left.Allowed {
		return tooMany(time.Duration(left.Wait) * time.Second)
	}
	return nil
}

// askToSignIn sends the person to sign in, and then back to where they were. What they have typed into a form travels along.
func (c *call) askToSignIn() error {
	if c.Request().Method != http.MethodGet && c.Request().Method != http.MethodHead {
		return c.keepThrough()
	}
	return c.see("/sign-in?" + url.Values{"next": {c.Request().URL.RequestURI()}}.Encode())
}

// see sends the browser on to another page of ours.
func (c *call) see(address string) error {
	if c.Request().Header.Get("HX-Request") != "" {
		c.Response().Header().Set("HX-Redirect", address)
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, address)
}

// seeAfter sends the browser on once something is done.
func (c *call) seeAfter(address string, err error) error {
	if err != nil {
		return err
	}
	return c.see(address)
}

// local is an address to go on to as long as it is one of ours: else home.
func local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") ||
		strings.ContainsAny(address, "\\\r\n\t") || strings.HasPrefix(u.Path, "/sign-") || strings.HasPrefix(u.Path, "//") {
		return "/"
	}
	return address
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }
