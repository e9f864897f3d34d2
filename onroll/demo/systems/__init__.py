"""The systems of Exampleshire, one module for each folder of files that it sends.

Each writes what its own users would know, in its own shape, ids and dates; none sees another's.
"""
