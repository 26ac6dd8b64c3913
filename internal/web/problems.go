package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// problem is what a page says of a request that was refused or failed.
type problem struct {
	Status  int
	Title   string
	Detail  workplan.Sentence
	Next    string // what to do now
	Faults  workplan.Faults
	Request string
	Wait    time.Duration
}

// refusals is the one table from the kinds of refusal to what a page says of them.
var refusals = map[workplan.Kind]struct {
	status      int
	title, next string
}{
	workplan.NotFound:  {http.StatusNotFound, "There is nothing here that you may see", "Check the address, or go on from the list of plans. If somebody sent you this link, ask them whether you should be able to see it."},
	workplan.Forbidden: {http.StatusForbidden, "This is not yours to do", "If it should be, ask the secretariat of the body, or whoever keeps users here, to give you the role for it."},
	workplan.Conflict:  {http.StatusConflict, "This cannot be done now", "Go back, look at how things stand, and do first what the sentence above asks for."},
	workplan.Stale:     {http.StatusPreconditionFailed, "Somebody was faster", "Go back, look at what has changed, and send yours again if it still fits."},
	workplan.Invalid:   {http.StatusUnprocessableEntity, "Something in this does not fit", "Go back and mend what is named above; nothing was stored."},
}

// slowDown refuses a request for its number alone.
type slowDown struct{ wait time.Duration }

func (e *slowDown) Error() string { return "too many requests" }

func tooMany(wait time.Duration) error { return &slowDown{max(wait, time.Second)} }

// problemOf turns any error into what its page says. An error that is nobody's refusal says nothing of the inside.
func problemOf(err error) problem {
	var refused *workplan.Error
	var framework *echo.HTTPError
	var slow *slowDown
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &refused):
		r := refusals[refused.Kind]
		return problem{Status: r.status, Title: r.title, Detail: refused.Detail, Next: r.next, Faults: refused.Faults}
	case errors.As(err, &slow):
		return problem{Status: http.StatusTooManyRequests, Title: "Too many requests", Detail: workplan.Say("So many requests came from you, or from your network, that this one was not looked at."),
			Next: "Wait a little and load the page again.", Wait: slow.wait}
	case errors.As(err, &tooLong):
		return problem{Status: http.StatusRequestEntityTooLarge, Title: "This is too long", Detail: workplan.Say("What was sent is longer than a form here can be."), Next: "Go back and shorten it."}
	case errors.As(err, &framework) && framework.Code == http.StatusNotFound:
		r := refusals[workplan.NotFound]
		return problem{Status: r.status, Title: r.title, Next: r.next}
	case errors.As(err, &framework) && framework.Code == http.StatusMethodNotAllowed:
		return problem{Status: framework.Code, Title: "This address does not take that", Next: "Go back and use the page's own buttons."}
	case errors.Is(err, tracker.ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, tracker.ErrReplaced):
		return problem{Status: http.StatusServiceUnavailable, Title: "The service has no time for this now", Detail: workplan.Say("Nothing was stored."),
			Next: "Wait a moment and try again. What you have typed is still in the form when you go back.", Wait: time.Second}
	default:
		return problem{Status: http.StatusInternalServerError, Title: "Something went wrong here", Detail: workplan.Say("It is no fault of yours, and it was noted."),
			Next: "Try again. If it stays so, tell the people who run this service the number below."}
	}
}

// fail answers every error that a handler or the router returns, as a page.
func (s *site) fail(err error, c echo.Context) {
	p := problemOf(err)
	p.Request = requestID(c)
	gone := errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil
	if p.Status == http.StatusInternalServerError && !gone || errors.Is(err, tracker.ErrReplaced) {
		s.Log.LogAttrs(c.Request().Context(), slog.LevelError, "request failed", slog.String("request_id", p.Request), slog.String("method", c.Request().Method),
			slog.String("route", c.Path()), slog.String("error", err.Error()))
	}
	if c.Response().Committed || gone {
		return
	}
	made, known := c.Get(callKey).(*call)
	if !known { // the router found no page
		made = &call{Context: c, site: s, actor: s.Auth.Anonymous(), lang: chosenLanguage(c.Request())}
		c.Response().Header().Set("Content-Security-Policy", pagePolicy)
		_ = made.identify() // the page is the same without
	}
	if p.Wait > 0 {
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(p.Wait/time.Second)))
	}
	if err := made.page(p.Status, "problem", p); err != nil {
		s.Log.ErrorContext(c.Request().Context(), "the page of a problem cannot be shown", "error", err.Error())
	}
}
