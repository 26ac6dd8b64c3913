package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// keyForm is what an Idempotency-Key may look like.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9._:-]{8,128}$`)

// once is the context in which a use case creates something, which is answered with a status. With an Idempotency-Key it has the answer stored with the effect, so that a
// repetition gets the stored one; nothing is stored for those who have no user.
func once[T any](c echo.Context, actor workplan.Actor, status int, answer func(T) resource) (context.Context, error) {
	ctx, key := c.Request().Context(), c.Request().Header.Get("Idempotency-Key")
	switch {
	case key != "" && !keyForm.MatchString(key):
		return nil, malformed("The Idempotency-Key must be 8 to 128 letters, digits and the characters . _ : -, for example a UUID.")
	case key == "" || actor.Username == "":
		return ctx, nil
	}
	return tracker.WithOnce(ctx, tracker.Once{Key: key, Request: digestOf(c), Answer: func(result any) (tracker.Answer, error) {
		r := answer(result.(T))
		body, err := encode(r.body)
		return tracker.Answer{Status: status, Location: r.location, ETag: etagOf(r.version, body), Body: string(body)}, err
	}}), nil
}

// digestOf identifies a request for repetition: its method, address and body.
func digestOf(c echo.Context) string {
	h := sha256.New()
	h.Write([]byte(c.Request().Method + " " + c.Request().URL.RequestURI() + "\n"))
	h.Write(rawBody(c))
	return hex.EncodeToString(h.Sum(nil))
}
