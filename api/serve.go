package api

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// actorKey is where a request keeps who asks, once that is known.
const actorKey = "api.actor"

// observed reports every request once it is answered, errors too.
func (a *API) observed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		o := Observation{Method: c.Request().Method, Status: http.StatusInternalServerError}
		start := time.Now()
		defer func() { // also where the handler gives up with a panic
			if actor, known := c.Get(actorKey).(workplan.Actor); known {
				o.Actor, o.Token = actor.Label(), actor.Token
			}
			if o.Route, o.Took = c.Path(), time.Since(start); a.Observe != nil {
				a.Observe(c.Request().Context(), o)
			}
		}()
		if err := next(c); err != nil {
			c.Error(err)
		}
		o.Status = c.Response().Status
		return nil
	}
}

// serve finds who asks, holds them to their rate, runs the handler and turns the refusals of the use cases' frame into answers.
func (a *API) serve(handle handler) echo.HandlerFunc {
	return func(c echo.Context) error {
		if slices.ContainsFunc(c.ParamValues(), isUnclean) {
			return plainNotFound
		}
		actor, err := a.actor(c)
		if err != nil {
			return err
		}
		c.Set(actorKey, actor)
		if err := a.limit(c, actor); err != nil {
			return err
		}
		if actor.Anonymous() && !isRead(c) {
			return unauthenticated() // nobody writes unnamed; a stranger learns nothing of what is there, and takes no lock
		}
		if !numbered(c) {
			return plainNotFound
		}
		var replay *tracker.Replay
		err = handle(c, actor)
		switch {
		case errors.As(err, &replay):
			return a.replay(c, replay.Answer)
		case errors.Is(err, tracker.ErrSignIn):
			return unauthenticated()
		case errors.Is(err, tracker.ErrEnded):
			return invalidToken("The token is no longer valid.")
		default:
			return err
		}
	}
}

// actor judges the credentials of a request: a bearer token, or none. A request with an Authorization header is never anonymous.
func (a *API) actor(c echo.Context) (workplan.Actor, error) {
	if a.As != nil {
		return *a.As, nil
	}
	actor := a.Auth.Anonymous()
	if secret := a.browsers.Secret(c.Request()); secret != "" && c.Request().Header.Get("Authorization") == "" {
		return a.visitor(c, secret)
	}
	if header := c.Request().Header.Values("Authorization"); len(header) > 0 {
		scheme, token, _ := strings.Cut(header[0], " ")
		if len(header) > 1 || !strings.EqualFold(scheme, "Bearer") {
			return actor, a.refuseToken(c, "Send one header: Authorization: Bearer fwp_…")
		}
		token = strings.TrimSpace(token)
		known := a.known.Has(token)
		var err error
		if !known {
			err = a.mayGuess(c)
		}
		if err != nil {
			return actor, err
		}
		actor, err = a.Auth.Bearer(c.Request().Context(), token)
		switch {
		case err == nil && !known:
			a.known.Add(token)
		case errors.Is(err, auth.ErrMistyped):
			return actor, a.refuseToken(c, "The token is mistyped or was cut short: its checksum is wrong. Copy it again.")
		case errors.Is(err, auth.ErrRefused):
			return actor, a.refuseToken(c, "The token is not valid: it is unknown, has expired or was revoked, or its owner may no longer sign in.")
		case err != nil:
			return actor, err
		}
	}
	actor.Request = requestID(c)
	return actor, nil
}

// visitor is who is signed in in the browser that sends a request, with a cookie in place of a token: so reports can be fetched by a link on a page. A
// cookie that holds no more is none at all. What changes something must be sent by our own pages.
func (a *API) visitor(c echo.Context, secret string) (workplan.Actor, error) {
	actor := a.Auth.Anonymous()
	visit, err := a.Auth.Browser(c.Request().Context(), secret)
	switch {
	case err == nil:
		actor = visit.Actor
	case !errors.Is(err, auth.ErrRefused):
		return actor, err
	}
	if !a.browsers.MayChange(c.Request()) {
		return actor, edge("forbidden", "A request with a cookie may change something only where one of the service's own pages sends it. Programs send a token.")
	}
	method := c.Request().Method
	if unsafe := method != http.MethodGet && method != http.MethodHead; unsafe && err == nil && concernsAccess(c.Path()) && !visit.Confirmed(a.Now()) {
		return actor, edge("forbidden", "With a cookie, users, roles and tokens are changed only within 15 minutes of signing in. Sign in again, or do it on the pages, which ask who you are.")
	}
	actor.Request = requestID(c)
	return actor, nil
}

// concernsAccess says whether a route is of users, their roles or tokens.
func concernsAccess(route string) bool {
	return strings.HasPrefix(route, Base+"/users") || strings.HasPrefix(route, Base+"/me/tokens")
}

// mayGuess refuses an address that has used up its requests. It is asked before a token that was never good here costs a look into the database;
// who has signed in before is not held up by others at the same address.
func (a *API) mayGuess(c echo.Context) error {
	if a.anonymous == nil {
		return nil
	}
	left := a.anonymous.Look(a.ClientIP(c.Request()))
	if left.Allowed {
		return nil
	}
	return answerRate(c, "default", left)
}

// refuseToken counts wrong credentials against the address that sent them, so that guessing is slow, and refuses them.
func (a *API) refuseToken(c echo.Context, detail string) error {
	if err := a.limit(c, workplan.Actor{}); err != nil {
		return err
	}
	return invalidToken(detail)
}

func unauthenticated() error {
	return edge("unauthenticated", "Sign in: send a token in the header Authorization: Bearer fwp_…").with("WWW-Authenticate", `Bearer realm="fwp"`)
}

func invalidToken(detail string) error {
	return edge("invalid-token", detail).with("WWW-Authenticate", `Bearer realm="fwp", error="invalid_token"`)
}

// limit counts the request against its user, whichever of their tokens came with it, or against the address of an anonymous caller.
func (a *API) limit(c echo.Context, actor workplan.Actor) error {
	limiter, key := a.users, actor.Username
	if actor.Anonymous() {
		limiter, key = a.anonymous, a.ClientIP(c.Request())
	}
	if limiter == nil {
		return nil
	}
	return answerRate(c, "default", limiter.Take(key))
}

// metered counts a request for a page against the address that asks.
func (a *API) metered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := a.limit(c, workplan.Actor{}); err != nil {
			return err
		}
		return next(c)
	}
}

// answerRate tells the caller what is left, and refuses where nothing is.
func answerRate(c echo.Context, policy string, left auth.Allowance) error {
	header := c.Response().Header()
	header.Set("RateLimit-Policy", fmt.Sprintf(`"%s";q=%d;w=60`, policy, left.Limit))
	header.Set("RateLimit", fmt.Sprintf(`"%s";r=%d;t=%d`, policy, left.Remaining, left.Reset))
	if left.Allowed {
		return nil
	}
	wait := strconv.Itoa(left.Wait)
	return edge("rate-limited", "You have used up your requests for now. Wait "+wait+" seconds.").with("Retry-After", wait)
}

// replay sends the stored answer of a repeated request.
func (a *API) replay(c echo.Context, answer tracker.Answer) error {
	header := c.Response().Header()
	header.Set("Idempotency-Replayed", "true")
	header.Set("Cache-Control", "no-store")
	if answer.Location != "" {
		header.Set("Location", answer.Location)
	}
	if answer.ETag != "" {
		header.Set("ETag", answer.ETag)
	}
	return send(c, answer.Status, mimeJSON, []byte(answer.Body))
}

// plainNotFound answers an address with characters that no code or ref has, or with a number that is none.
var plainNotFound = edge("not-found", "There is nothing at this address that you may see.")

func isBusy(err error) bool { return errors.Is(err, tracker.ErrBusy) }

// noContent answers a removal.
func noContent(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.NoContent(http.StatusNoContent)
}

// numbered says that the address holds a number from 1 on where its route asks for one.
func numbered(c echo.Context) bool {
	return !slices.ContainsFunc([]string{"number", "entry", "offer"}, func(name string) bool {
		return slices.Contains(c.ParamNames(), name) && numberIn(c, name) <= 0
	})
}

// number is the number in the address, which serve has checked; 0 for what is none.
func number(c echo.Context) int { return numberIn(c, "number") }

// numberIn is number for a parameter of another name.
func numberIn(c echo.Context, name string) int {
	n, err := parseInteger(c.Param(name))
	if err != nil {
		return 0
	}
	return n
}
