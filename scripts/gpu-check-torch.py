"""One training step of sliced score matching in PyTorch, timed: fresh directions, loss, all gradients, Adam.

    gpu-check-torch.py eager|compiled SECONDS energy|score WIDTHS BATCH DIRECTIONS OBJECTIVE

Prints the median of the milliseconds of a step. The batch is copied for each direction, as is usual.
"""

import statistics
import sys
import time

import torch


def network(widths):
    layers = []
    for i, (a, b) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(a, b))
        if i < len(widths) - 2:
            layers.append(torch.nn.Tanh())
    return torch.nn.Sequential(*layers)


def score(net, kind, mode, x):
    if kind == "score":
        return net(x)
    if mode == "compiled":
        return torch.func.grad(lambda y: net(y).sum())(x)
    return torch.autograd.grad(net(x).sum(), x, create_graph=True)[0]


def score_and_product(net, kind, mode, x, v):
    """The score at x, and its Jacobian times v from the left (eager) or right; it is symmetric or only vᵀJv matters."""
    if mode == "compiled":
        # what torch.compile follows; it does not follow a gradient of a gradient in reverse mode
        return torch.func.jvp(lambda y: score(net, kind, mode, y), (x,), (v,))
    s = score(net, kind, mode, x)
    return s, torch.autograd.grad((s * v).sum(), x, create_graph=True)[0]


def loss_of(net, kind, objective, directions, mode, x):
    if objective == "dsm":
        sigma = 0.1
        noise = torch.randn_like(x)
        noisy = x + sigma * noise
        if mode == "eager":
            noisy.requires_grad_()
        return 0.5 * (score(net, kind, mode, noisy) + noise / sigma).square().sum(-1).mean()
    if objective == "sm":
        if mode == "eager":
            x.requires_grad_()
        trace = 0
        for i in range(x.shape[1]):
            v = torch.zeros_like(x)
            v[:, i] = 1
            s, product = score_and_product(net, kind, mode, x, v)
            trace = trace + product[:, i]
        return (trace + 0.5 * s.square().sum(-1)).mean()
    x = x.repeat(directions, 1)
    if mode == "eager":
        x.requires_grad_()
    v = torch.randn_like(x)
    s, product = score_and_product(net, kind, mode, x, v)
    square = s.square().sum(-1) if objective == "ssm-vr" else (s * v).sum(-1).square()
    return ((product * v).sum(-1) + 0.5 * square).mean()


def main():
    mode, seconds, kind, widths, batch, directions, objective = sys.argv[1:]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.matmul.allow_tf32 = False
    net = network([int(w) for w in widths.split("-")]).to(device)
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    rows = torch.randn(4, int(batch), int(widths.split("-")[0]))
    if device == "cuda":
        rows = rows.pin_memory()

    def forward(x):
        return loss_of(net, kind, objective, int(directions), mode, x)

    forward = torch.compile(forward) if mode == "compiled" else forward

    def step(i):
        adam.zero_grad(set_to_none=True)
        loss = forward(rows[i % 4].to(device, non_blocking=True))
        loss.backward()
        adam.step()
        return loss.item()

    for i in range(10):
        step(i)
    times = []
    end = time.perf_counter() + float(seconds)
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        step(len(times))
        times.append(1e3 * (time.perf_counter() - start))
    print(f"{statistics.median(times):.3f}")


main()
