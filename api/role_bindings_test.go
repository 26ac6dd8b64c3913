package api

import "testing"

func TestBindings(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "reader", req: "GET /audit", want: 403, problem: "forbidden"},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"secretariat","body":"wg","to":"2024-12-31"}`, want: 201,
				has: all(`"number":2`, `"from":"2024-03-01"`, `"to":"2024-12-31"`), header: all("Location: /api/v1/users/reader/bindings")},
			scenario{as: "reader", req: "GET /audit", want: 200},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"admin"}`, want: 403},
			scenario{as: "sec", req: "POST /users/reader/bindings", body: `{"role":"co_chair","body":"wg"}`, want: 403},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"reader","body":"other"}`, want: 403},
			scenario{as: "chair", req: "POST /users/none/bindings", body: `{"role":"reader","body":"wg"}`, want: 404},
			scenario{as: "lead", req: "POST /users/reader/bindings", body: `{"role":"reader","body":"wg"}`, want: 403},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"reader","member":"aland","agency":"x","from":"2024-02-01","to":"2024-01-01"}`, want: 422, has: all(`"/member"`, `"/body"`, `"/agency"`, `"/to"`)},
			scenario{as: "chair", req: "POST /users/reader/bindings", body: `{"role":"focal_point","member":"mars"}`, want: 422, has: all(`"/member"`, "unknown")},
			scenario{as: "chair", req: "POST /users/chair/bindings", body: `{"role":"secretariat","body":"wg"}`, want: 403, has: all("yourself")},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/9", want: 404},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/x", want: 404},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/2?x=1", want: 422},
			scenario{as: "lead", req: "DELETE /users/reader/bindings/2", want: 403},
			scenario{as: "sec", req: "DELETE /users/chair/bindings/1", want: 403},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/2", want: 204},
			scenario{as: "reader", req: "GET /audit", want: 403},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/2", want: 409, problem: "already-ended"},
			scenario{as: "reader", req: "GET /plans/wg-2024", want: 200},
			scenario{as: "chair", req: "DELETE /users/reader/bindings/1", want: 204},
			scenario{as: "reader", req: "GET /plans/wg-2024", want: 404},
			scenario{as: "chair", req: "GET /users/reader/bindings", want: 200, has: all(`"to":"2024-12-31","ended_at":"2024-03-01T`), hasNot: all("2024-02-29")},
			scenario{as: "admin", req: "DELETE /users/admin/bindings/1", want: 409, problem: "last-admin", has: all("fwp user")},
			scenario{as: "admin", req: "PATCH /users/admin", body: `{"disabled":true}`, match: "now", want: 409, problem: "last-admin"},
		)
	})
}
