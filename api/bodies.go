package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Body is the published form of a body.
//
//	@Description	A working group or work stream that owns plans and meetings. All bodies share one register of members.
type Body struct {
	Code          string    `json:"code" validate:"required" example:"wg-tip"`                                                              // The code by which it is named, for good
	Name          string    `json:"name" validate:"required" example:"Working Group on Trafficking in Persons"`                             // Its name
	ShortName     string    `json:"short_name" validate:"required" example:"WG-TIP"`                                                        // Its short name; may be empty
	Description   string    `json:"description" validate:"required" example:""`                                                             // What it is; may be empty
	ProtocolOrder []string  `json:"protocol_order" validate:"required" example:"australia"`                                                 // Member codes in the order in which the body names its members; the others follow by name
	Source        string    `json:"source" validate:"required" example:"https://www.baliprocess.net/trafficking-in-persons-working-group/"` // Where the facts come from; may be empty
	CreatedAt     time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt     time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Body

// BodyFields are the members of a body that can be edited.
type BodyFields struct {
	ShortName     string   `json:"short_name" maxLength:"300" extensions:"x-nullable" example:"WG-TIP"`                                                          // Its short name; may be empty
	Description   string   `json:"description" maxLength:"20000" extensions:"x-nullable" example:"Cooperates against trafficking in persons."`                   // What it is; may be empty
	ProtocolOrder []string `json:"protocol_order" extensions:"x-nullable" example:"australia"`                                                                   // Member codes in the order in which the body names its members; the others follow by name
	Source        string   `json:"source" maxLength:"20000" extensions:"x-nullable" example:"https://www.baliprocess.net/trafficking-in-persons-working-group/"` // Where the facts come from; may be empty
}

// NewBody asks for a body.
//
//	@Description	A body to be created.
type NewBody struct {
	Code string `json:"code" validate:"required" maxLength:"60" extensions:"x-pattern=^[a-z0-9]+(-[a-z0-9]+)*$" example:"wg-tip"` // The code by which it is named, for good
	Name string `json:"name" validate:"required" maxLength:"300" example:"Working Group on Trafficking in Persons"`               // Its name
	BodyFields
} //@name NewBody

// BodyPatch changes a body.
//
//	@Description	What is to change in a body (JSON merge patch): what is absent stays, null clears.
type BodyPatch struct {
	Name string `json:"name" maxLength:"300" example:"Working Group on Trafficking in Persons"` // Its name
	BodyFields
} //@name BodyPatch

func bodyDTO(b workplan.Body) Body {
	return Body{Code: b.Code, Name: b.Name, ShortName: b.ShortName, Description: b.Description, ProtocolOrder: texts(b.ProtocolOrder), Source: b.Source, CreatedAt: b.CreatedAt.UTC(), UpdatedAt: b.UpdatedAt.UTC()}
}

func bodyResource(b workplan.Body) resource {
	return resource{Base + "/bodies/" + b.Code, b.Version, bodyDTO(b)}
}

func (d BodyPatch) content() workplan.BodyContent {
	return workplan.BodyContent{Name: d.Name, ShortName: d.ShortName, Description: d.Description, ProtocolOrder: d.ProtocolOrder, Source: d.Source}
}

func bodyPatch(b workplan.BodyContent) BodyPatch {
	return BodyPatch{Name: b.Name, BodyFields: BodyFields{ShortName: b.ShortName, Description: b.Description, ProtocolOrder: b.ProtocolOrder, Source: b.Source}}
}

func (d NewBody) input() workplan.NewBody {
	return workplan.NewBody{Code: d.Code, BodyContent: BodyPatch{d.Name, d.BodyFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewBody) Faults() workplan.Faults { return d.input().Faults() }

// listBodies answers all bodies.
//
//	@ID				listBodies
//	@Summary		List bodies
//	@Description	All working groups and work streams, by code. There are few; they come in one page.
//	@Tags			bodies
//	@Success		200							{object}	Page[Body]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies [get]
func (a *API) listBodies(c echo.Context, actor workplan.Actor) error {
	return list(c, parseQuery(c), func(ctx context.Context) (workplan.Listing[workplan.Body], error) {
		return whole(a.Tracker.Bodies(ctx, actor))
	}, bodyDTO)
}

// createBody adds a body.
//
//	@ID				createBody
//	@Summary		Create a body
//	@Description	For an admin. The code is for life.
//	@Tags			bodies
//	@Param			Idempotency-Key							header		string	false	"Makes the request safe to repeat for 24 hours"
//	@Param			body									body		NewBody	true	"The body"
//	@Success		201										{object}	Body
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies [post]
func (a *API) createBody(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewBody) (workplan.Body, error) {
		return a.Tracker.CreateBody(ctx, actor, in.input())
	}, bodyResource)
}

// getBody answers one body.
//
//	@ID				getBody
//	@Summary		Read a body
//	@Description	One working group or work stream.
//	@Tags			bodies
//	@Param			body							path		string	true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Success		200								{object}	Body
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body} [get]
func (a *API) getBody(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (workplan.Body, error) {
		return a.Tracker.Body(ctx, actor, c.Param("body"))
	}, bodyResource)
}

// editBody changes a body.
//
//	@ID				editBody
//	@Summary		Edit a body
//	@Description	For its secretariat and co-chairs, and for an admin.
//	@Tags			bodies
//	@Accept			json,application/merge-patch+json
//	@Param			body											path		string		true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			If-Match										header		string		true	"ETag of the body as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch											body		BodyPatch	true	"What is to change"
//	@Success		200												{object}	Body
//	@Failure		400,401,403,404,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body} [patch]
func (a *API) editBody(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[BodyPatch], known []int64) (workplan.Body, error) {
		return a.Tracker.EditBody(ctx, actor, c.Param("body"), known, applying(p, bodyPatch, BodyPatch.content))
	}, bodyResource)
}
