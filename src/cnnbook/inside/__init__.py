"""What the figure *A rede por dentro* shows: the network of exercise 10, and pictures for it.

- `network`: the recorded run's weights, rounded, and the seeds of its initial ones, for a script;
- `painting`: shapes on a small canvas, from which a picture is made by code;
- `drawings`: the pictures, drawn here and free to use; `pictures.toml` says what each shows.
"""
