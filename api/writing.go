package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// create decodes a request of type In, runs the use case that creates what it asks for and answers 201 as created does.
func create[In, T any](c echo.Context, actor workplan.Actor, run func(context.Context, In) (T, error), answer func(T) resource) error {
	var in In
	if err := decode(c, &in); err != nil {
		return err
	}
	return created(c, actor, func(ctx context.Context) (T, error) { return run(ctx, in) }, answer)
}

// created runs a use case that creates what a decoded request asks for and answers 201. With an Idempotency-Key the answer is stored with the
// effect, and a repetition gets the stored one.
func created[T any](c echo.Context, actor workplan.Actor, run func(context.Context) (T, error), answer func(T) resource) error {
	return answered(c, actor, http.StatusCreated, run, answer)
}

// answered runs a use case that can be repeated under an Idempotency-Key and answers with a status.
func answered[T any](c echo.Context, actor workplan.Actor, status int, run func(context.Context) (T, error), answer func(T) resource) error {
	ctx, err := once(c, actor, status, answer)
	if err != nil {
		return err
	}
	result, err := run(ctx)
	if err != nil {
		return err
	}
	r := answer(result)
	if r.location != "" {
		c.Response().Header().Set("Location", r.location)
	}
	return respond(c, status, r.version, r.body)
}

// edit reads a merge patch of a D and the versions that its sender knows, runs the use case that edits with them and answers what it made.
func edit[D, T any](c echo.Context, run func(ctx context.Context, p patch[D], known []int64) (T, error), answer func(T) resource) error {
	if err := noQuery(c); err != nil {
		return err
	}
	p, err := decodePatch[D](c)
	if err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	result, err := run(c.Request().Context(), p, known)
	if err != nil {
		return err
	}
	r := answer(result)
	return respond(c, http.StatusOK, r.version, r.body)
}

// remove reads the versions that the sender of a DELETE knows, runs the use case that removes what has one of them and answers 204.
func remove(c echo.Context, run func(ctx context.Context, known []int64) error) error {
	return end(c, func(ctx context.Context) error {
		known, err := ifMatchVersion(c)
		if err != nil {
			return err
		}
		return run(ctx, known)
	})
}

// end runs a use case that ends something of which nobody needs to know the version, and answers 204.
func end(c echo.Context, run func(context.Context) error) error {
	if err := noQuery(c); err != nil {
		return err
	}
	if err := run(c.Request().Context()); err != nil {
		return err
	}
	return noContent(c)
}

// noQuery refuses query parameters where there are none to give.
func noQuery(c echo.Context) error { return parseQuery(c).err() }

// applying makes of a patch the edit that a use case runs on the present content: out to the DTO, the patch upon it, and back.
func applying[C, D any](p patch[D], out func(C) D, back func(D) C) func(*C) error {
	return func(content *C) error {
		dto := out(*content)
		err := p.apply(&dto)
		*content = back(dto)
		return err
	}
}
